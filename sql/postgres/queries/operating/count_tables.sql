-- Tells whose schema this is. Columns: fleet_tables (1 when it is FleetQ's), all_tables. Always one row.
-- Looks at the first schema of the search path, where new tables would stand.
select
  count(*) filter (where tablename = 'fleet_state') as fleet_tables,
  count(*) as all_tables
from pg_catalog.pg_tables
where schemaname = current_schema()

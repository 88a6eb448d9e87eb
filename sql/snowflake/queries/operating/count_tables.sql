-- Tells whose schema this is. Columns: fleet_tables (1 when it is FleetQ's), all_tables. Always one row.
-- Looks at the schema that the connection names, where new tables would stand.
select
  count(case when table_name = 'FLEET_STATE' then 1 end) as fleet_tables,
  count(*) as all_tables
from information_schema.tables
where table_schema = current_schema()

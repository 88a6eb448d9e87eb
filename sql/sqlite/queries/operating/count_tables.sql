-- Tells whose database this is. Columns: fleet_tables (1 when it is FleetQ's), all_tables. Always one row.
select
  coalesce(sum(name = 'fleet_state'), 0) as fleet_tables,
  count(*) as all_tables
from sqlite_schema
where type = 'table'
  and name not like 'sqlite%'

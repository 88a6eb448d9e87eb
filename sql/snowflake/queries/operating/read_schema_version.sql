-- Reads which migration was the last. Columns: schema_version. Always one row in a database of FleetQ's.
select schema_version
from fleet_state
where id = 1

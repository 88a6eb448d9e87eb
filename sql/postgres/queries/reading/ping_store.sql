-- Asks for a sign of life. Columns: schema_version. Always one row.
select schema_version
from fleet_state
where id = 1

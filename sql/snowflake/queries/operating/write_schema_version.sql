-- Notes which migration was the last; never an earlier one than another host noted meanwhile. The row count is 1.
update fleet_state
set schema_version = greatest(schema_version, :schema_version)
where id = 1

-- Notes which migration was the last. The row count is 1.
update fleet_state
set schema_version = :schema_version
where id = 1

-- Reads what the service is. Columns: version. Always one row. Wakes no warehouse.
select current_version() as version

-- Reads the store's clock. Columns: now_ts. Always one row.
select cast(unixepoch('subsec') * 1000 + 0.5 as integer) as now_ts

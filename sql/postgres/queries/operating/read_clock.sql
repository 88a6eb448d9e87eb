-- Reads the store's clock. Columns: now_ts. Always one row.
select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ts

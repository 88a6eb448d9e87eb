-- Reads the store's clock. Columns: now_ts. Always one row.
select date_part(epoch_millisecond, sysdate()) as now_ts

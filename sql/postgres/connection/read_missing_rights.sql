-- Lists the rights that the user lacks on FleetQ's tables.
-- Columns: table_name, missing (words with commas between). No rows: it lacks none.
select
  needed.table_name,
  string_agg(needed.word, ', ' order by needed.word) as missing
from (values
  ('fleet_state', 'select'),
  ('fleet_state', 'update'),
  ('pod_health', 'select'),
  ('pod_health', 'insert'),
  ('pod_health', 'update'),
  ('pod_health', 'delete'),
  ('step_tracker', 'select'),
  ('step_tracker', 'insert'),
  ('step_tracker', 'update'),
  ('step_tracker', 'delete')) as needed (table_name, word)
where not has_table_privilege(needed.table_name, needed.word)
group by needed.table_name
order by needed.table_name

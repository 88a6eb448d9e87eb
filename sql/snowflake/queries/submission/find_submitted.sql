-- Finds the steps that hold an id or an idempotency key.
-- :steps is a JSON array of objects: place, step_id, idempotency_key (may be null).
-- Columns: place of the element, step_id, idempotency_key and request_hash of the step, by_key 1 when the key found
-- it, else 0.
-- An element that matches two steps, one by id and one by key, has two rows. No rows: none is there (any more).
with wanted as (
  select
    as_integer(get(element.value, 'place')) as place,
    as_varchar(get(element.value, 'step_id')) as step_id,
    as_varchar(get(element.value, 'idempotency_key')) as idempotency_key
  from table(flatten(input => parse_json(:steps))) as element
)
select wanted.place, step.step_id, step.idempotency_key, step.request_hash, 0 as by_key
from wanted
join step_tracker as step
  on step.step_id = wanted.step_id
union all
select wanted.place, step.step_id, step.idempotency_key, step.request_hash, 1 as by_key
from wanted
join step_tracker as step
  on step.idempotency_key = wanted.idempotency_key
order by place, by_key

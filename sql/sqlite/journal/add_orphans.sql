-- Adds orphans; one that is there is kept once.
-- :orphans is a JSON array of objects: step_id, epoch, pod_id, has_retries_left (0 or 1).
insert into orphan (step_id, epoch, pod_id, has_retries_left)
select value ->> 'step_id', value ->> 'epoch', value ->> 'pod_id', value ->> 'has_retries_left'
from json_each(:orphans)
where true
on conflict do nothing

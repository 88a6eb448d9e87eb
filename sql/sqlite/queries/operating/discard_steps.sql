-- Deletes the dead letters among some steps; one in another status stays.
-- :step_ids is a JSON array of texts. The row count tells how many. Relies on the unique index of step_id.
delete from step_tracker
where step_id in (
    select value
    from json_each(:step_ids))
  and status = 'failed'

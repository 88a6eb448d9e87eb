-- Deletes the dead letters among some steps; one in another status stays.
-- :step_ids is a JSON array of texts. The row count tells how many.
delete from step_tracker
where status = 'failed'
  and step_id in (
    select as_varchar(element.value)
    from table(flatten(input => parse_json(:step_ids))) as element)

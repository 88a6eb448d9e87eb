-- Deletes the rows of pods that left or were evicted at least :age_ms ago and hold nothing.
-- The row count tells how many. Reads all of pod_health; looks into step_tracker_claimed_idx.
delete from pod_health
where state in ('left', 'evicted')
  and left_ts <= cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) - :age_ms
  and not exists (
    select 1
    from step_tracker as step
    where step.status = 'claimed'
      and step.claimed_by = pod_health.pod_id)

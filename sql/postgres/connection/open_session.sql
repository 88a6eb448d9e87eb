-- Settings of a connection that FleetQ has to itself. The tables' sizes change faster than their statistics, so a plan
-- is made for each execution; compiling it would take longer than running it.
set plan_cache_mode = force_custom_plan;
set jit = off;

-- Adds which contents of a plugin ran a step's last attempt: SHA-256 in 64 lower-case hexadecimal digits.
-- It can run again.
alter table step_tracker add column if not exists plugin_sha256 varchar(64);

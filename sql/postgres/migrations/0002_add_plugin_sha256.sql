-- Adds which contents of a plugin ran a step's last attempt: SHA-256 in 64 lower-case hexadecimal digits.
alter table step_tracker add column plugin_sha256 text collate "C" check (octet_length(plugin_sha256) <= 64);

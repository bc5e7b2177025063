# The process `table`: runs the engine (its command line is "$@") and ends it when the supervisor is gone, because then standard
# input ends. The first line of output is the engine's process id.
exec 3<&0
"$@" </dev/null 3<&- &
engine=$!
echo "$engine"
{ cat <&3 >/dev/null; kill -9 "$engine" 2>/dev/null; } >/dev/null 2>&1 &
exec 3<&-
trap 'kill -TERM "$engine" 2>/dev/null' TERM INT
wait "$engine"
# A signal interrupts the first wait; the second one takes leave of the engine.
wait "$engine" 2>/dev/null

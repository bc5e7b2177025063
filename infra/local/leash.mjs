// Loaded first into every process that we start: it leaves when the process that started it is gone, however that one ended.
import module from 'node:module';

/** A process that knows how to stop does so; any other just goes. */
function leave() {
  setTimeout(() => process.exit(143), 8000).unref();
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143);
}

if (process.channel !== undefined) {
  process.on('disconnect', leave);
  process.channel.unref();
}

// Without this the compiled code would be kept only by processes that end by themselves; ours end by signals.
setTimeout(() => module.flushCompileCache(), 1500).unref();

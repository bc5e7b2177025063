/** `npm run synth`: builds what changed and writes the templates to `cdk.out/`. Needs no credentials, network or Docker. */
import { Failure } from './failure.ts';
import { prepare } from './preparation.ts';
import { showProgress, showText } from './terminal.ts';

try {
  await prepare(showProgress);
  showText('  The templates are in cdk.out/.');
} catch (error) {
  showText(error instanceof Failure ? error.message : String(error));
  process.exitCode = 1;
}

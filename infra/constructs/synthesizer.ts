import { DefaultStackSynthesizer } from 'aws-cdk-lib';

/** Without the bootstrap version rule the template has no parameter and no condition: what it says is all there is. */
export const synthesizer = () => new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });

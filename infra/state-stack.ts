import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { dueIndex } from '../shared/names.ts';
import { StatusSite } from './constructs/status-site.ts';
import { synthesizer } from './constructs/synthesizer.ts';

/**
 * What must survive every deployment: the records, the secret, and the pages with the address that customers know.
 * The distribution is here, too: a bucket and the distribution that may read it name each other.
 */
export class StateStack extends Stack {
  readonly table: Table;
  readonly secret: Secret;
  readonly siteBucket: Bucket;
  readonly statusUrl: string;

  constructor(scope: Construct, id: string) {
    super(scope, id, { synthesizer: synthesizer(), terminationProtection: true, description: 'Muster: records, secret and pages' });
    this.table = this.createTable();
    this.secret = this.createSecret();
    const site = new StatusSite(this);
    this.siteBucket = site.bucket;
    this.statusUrl = site.url;
    new CfnOutput(this, 'StatusUrl', { value: site.url });
    // Told to the other stack whether it asks or not: a status host may then come and go without the stacks waiting for each other.
    this.exportValue(site.distribution.distributionDomainName);
    // Where the DNS records of all other names lead.
    new CfnOutput(this, 'StatusDomain', { value: site.distribution.distributionDomainName });
  }

  private createTable(): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    table.addGlobalSecondaryIndex({
      indexName: dueIndex.name,
      partitionKey: { name: dueIndex.partition, type: AttributeType.STRING },
      sortKey: { name: dueIndex.sort, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    return table;
  }

  /** Created with a random value that opens nothing; the operator writes the document once (docs/runbooks/first-deployment.md). */
  private createSecret(): Secret {
    const secret = new Secret(this, 'Secret', {
      description: 'Muster: hash of the operator key, sealing keys, mail server',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The sealing keys rotate by adding a key id beside the old one, and the mail password belongs to a server that Muster does not run: neither can be rotated by a schedule.',
    });
    return secret;
  }
}

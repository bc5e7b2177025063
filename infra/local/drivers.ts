/**
 * Which part of the laptop stands in for which type of resource. A type without a row here is an error: whoever adds a resource to
 * infra/ decides whether it exists locally, or says why it does not.
 */
import { api, integration, route, stage } from './drivers/http-api.ts';
import { bucket } from './drivers/bucket.ts';
import type { Driver } from './drivers/driver.ts';
import { distribution, edgeFunction, headersPolicy } from './drivers/site.ts';
import { eventSource } from './drivers/event-source.ts';
import { lambdaFunction } from './drivers/function.ts';
import { queue } from './drivers/queue.ts';
import { schedule } from './drivers/schedule.ts';
import { subscription } from './drivers/subscription.ts';
import { table } from './drivers/table.ts';
import { topic } from './drivers/topic.ts';

export interface CloudOnly {
  readonly cloudOnly: string;
}

const cloudOnly = (reason: string): CloudOnly => ({ cloudOnly: reason });

export const drivers: Readonly<Record<string, Driver | CloudOnly>> = {
  'AWS::ApiGatewayV2::Api': api,
  'AWS::ApiGatewayV2::Integration': integration,
  'AWS::ApiGatewayV2::Route': route,
  'AWS::ApiGatewayV2::Stage': stage,
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::Function': edgeFunction,
  'AWS::CloudFront::ResponseHeadersPolicy': headersPolicy,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::Rule': schedule,
  'AWS::Lambda::EventSourceMapping': eventSource,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::S3::Bucket': bucket,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::Topic': topic,
  'AWS::SQS::Queue': queue,

  'AWS::CDK::Metadata': cloudOnly('tells AWS which library wrote the template'),
  'AWS::CertificateManager::Certificate': cloudOnly('everything local is plain HTTP on 127.0.0.1'),
  'AWS::CloudFront::CachePolicy': cloudOnly('the local status server caches nothing, so a page is never stale'),
  'AWS::CloudFront::OriginAccessControl': cloudOnly('the local bucket listens on 127.0.0.1 only'),
  'AWS::CloudWatch::Alarm': cloudOnly('nobody is paged about a laptop; logs are in the data folder'),
  'AWS::CloudWatch::Dashboard': cloudOnly('there are no metrics locally'),
  'AWS::IAM::ManagedPolicy': cloudOnly('the engines check no permissions'),
  'AWS::IAM::Policy': cloudOnly('the engines check no permissions'),
  'AWS::IAM::Role': cloudOnly('the engines check no permissions'),
  'AWS::KMS::Alias': cloudOnly('data at rest is as safe as the disk it is on'),
  'AWS::KMS::Key': cloudOnly('data at rest is as safe as the disk it is on'),
  'AWS::Lambda::Permission': cloudOnly('the engines check no permissions'),
  'AWS::Logs::LogGroup': cloudOnly('logs are files in the data folder'),
  'AWS::Logs::MetricFilter': cloudOnly('there are no metrics locally'),
  'AWS::Route53::RecordSet': cloudOnly('local addresses have no names'),
  'AWS::S3::BucketPolicy': cloudOnly('the engines check no permissions'),
  'AWS::SNS::TopicPolicy': cloudOnly('the engines check no permissions'),
  'AWS::SQS::QueuePolicy': cloudOnly('the engines check no permissions'),
  'AWS::SecretsManager::Secret': cloudOnly('the secret is a file in the data folder that only its owner may read'),
};

export const isLocal = (row: Driver | CloudOnly): row is Driver => !('cloudOnly' in row);

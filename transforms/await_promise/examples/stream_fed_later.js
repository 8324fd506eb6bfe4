// The upload ends when the stream does, which comes after it: awaited in its place, it never would.
const AWS = require('aws-sdk');
const archiver = require('archiver');
const { PassThrough } = require('stream');
const { pipeline } = require('stream/promises');
const fs = require('fs');

const s3 = new AWS.S3();

exports.handler = async (event) => {
  const body = new PassThrough();
  s3.upload({ Bucket: 'archive', Key: event.key, Body: body }).promise();
  await pipeline(fs.createReadStream(event.file), body);
  return event.key;
};

exports.zipped = async (event, context) => {
  const archive = archiver('zip');
  const target = { Bucket: 'archive', Key: event.key, Body: archive };
  s3.upload(target).promise();
  archive.file(event.file);
  await archive.finalize();
};

exports.started = async (event, context) => {
  const archive = archiver('zip');
  const upload = () => s3.upload({ Bucket: 'archive', Key: event.key, Body: archive }).promise();
  upload();
  await archive.finalize();
};

exports.written = async (event, context) => {
  const body = new PassThrough();
  s3.upload({ Bucket: 'archive', Key: event.key, Body: body }).promise();
  body.end('all of it');
};

const store = async (key, body) => {
  s3.upload({ Bucket: 'archive', Key: key, Body: body }).promise();
};

exports.handed = async (event, context) => {
  const body = new PassThrough();
  await store(event.key, body);
  await pipeline(fs.createReadStream(event.file), body);
};

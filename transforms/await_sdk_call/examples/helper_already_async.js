// The function is async and awaited, but what it starts is not.
const AWS = require('aws-sdk');
const s3 = new AWS.S3();

async function publish(post) {
  s3.putObject({ Bucket: 'blog', Key: `${post.slug}.html`, Body: post.html }, (err, data) => {
    if (err) {
      console.error('draft stays', post.slug);
      return;
    }
    console.log('published', post.slug, data.ETag);
  });
}

export const handler = async (event) => {
  await publish(event.post);
  return { slug: event.post.slug };
};

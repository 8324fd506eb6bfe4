// A file with JSX that has a handler in it.
import AWS from 'aws-sdk';
import { renderToString } from 'react-dom/server';

const s3 = new AWS.S3();

const Page = ({ title }) => (
  <main>
    {/* the only heading */}
    <h1>{title}</h1>
  </main>
);

export const handler = async (event) => {
  const Body = renderToString(<Page title={event.title} />);
  s3.putObject({ Bucket: 'pages', Key: 'index.html', Body }, (err) => {
    if (err) {
      console.error('page unchanged', err.code);
      return;
    }
    console.log('page renewed');
  });
  return { statusCode: 200 };
};

// A class of an interface, which says that the method returns nothing.
import AWS from 'aws-sdk';

interface Notebook {
  write(line: string): void;
}

class TableNotebook implements Notebook {
  private readonly db = new AWS.DynamoDB.DocumentClient();

  write(line: string): void {
    this.db.put({ TableName: 'notebook', Item: { id: line } }, (err) => {
      if (err) console.error('not written', err.code);
    });
  }
}

const notebook = new TableNotebook();

export const handler = async (event: { line: string }): Promise<string> => {
  notebook.write(event.line);
  return event.line;
};

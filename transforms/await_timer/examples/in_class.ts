interface Row {
	id: string;
}

class Buffered {
	private rows: Row[] = [];

	add(row: Row): void {
		this.rows.push(row);
		setTimeout(() => this.flush(row.id), 10);
	}

	flush(id: string): void {
		console.log(id, this.rows.length);
	}
}

export const handler = async (event: Row): Promise<string> => {
	const buffered = new Buffered();
	buffered.add(event);
	return event.id;
};

// Reads lines {id, kind, title, document} and writes lines {id, document} or {id, refused}.
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const { id, kind, title, document } = JSON.parse(line);
  const { Convert } = await import(`./${kind}.js`);
  const name = title[0].toLowerCase() + title.slice(1);
  let answer;
  try {
    const value = Convert["to" + title](JSON.stringify(document));
    answer = { id, document: JSON.parse(Convert[name + "ToJson"](value)) };
  } catch {
    answer = { id, refused: true };
  }
  console.log(JSON.stringify(answer));
}

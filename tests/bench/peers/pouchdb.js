// pouchdb.js PUPILS PHOTOS BYTES SERVED FOLDER [ROUNDS]: replicates as many documents, some with an attachment, from a pouchdb-server
// (data in SERVED) to databases in FOLDER, all with their default store (LevelDB) and the default options of replication.
// Prints the seconds of each round.
const crypto = require('crypto');
const path = require('path');
const { spawn } = require('child_process');
const [pupils, photos, bytes] = process.argv.slice(2, 5).map(Number);
const [served, folder] = process.argv.slice(5, 7);
const rounds = Number(process.argv[7] || 1);
const PouchDB = require('pouchdb');
const port = 15984;
const bin = path.join(process.env.NODE_PATH, 'pouchdb-server', 'bin', 'pouchdb-server');
const server = spawn(process.execPath, [bin, '--dir', path.join(served, 'data'), '--port', port, '--no-stdout-logs'], { cwd: served, stdio: 'ignore' });
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function main() {
  const remote = new PouchDB(`http://127.0.0.1:${port}/school`);
  for (let i = 0; ; i++) {
    try { await remote.info(); break; } catch (e) { if (i > 100) throw e; await sleep(200); }
  }
  const docs = [];
  for (let i = 0; i < pupils; i++) {
    const doc = { _id: crypto.randomUUID(), registerNumber: String(i + 1), surname: 'Kowalska-Żółć', givenNames: 'Zofia Łucja',
      birthDate: '2014-03-05', class: `${1 + i % 8}A`, version: 1 };
    if (i < photos)
      doc._attachments = { 'photo.jpg': { content_type: 'image/jpeg', data: crypto.randomBytes(bytes).toString('base64') } };
    docs.push(doc);
  }
  for (let i = 0; i < docs.length; i += 50)
    await remote.bulkDocs(docs.slice(i, i + 50));
  docs.length = 0;
  for (let round = 0; round < rounds; round++) {
    const local = new PouchDB(path.join(folder, `office${round}`));
    const begin = process.hrtime.bigint();
    const result = await local.replicate.from(remote);
    console.log((Number(process.hrtime.bigint() - begin) / 1e9).toFixed(2));
    if (result.docs_written !== pupils) throw new Error(`${result.docs_written} documents came`);
    await local.close();
  }
}

main().then(() => { server.kill(); process.exit(0); }, (e) => { console.error(e.message); server.kill(); process.exit(1); });

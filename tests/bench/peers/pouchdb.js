// pouchdb.js PUPILS PHOTOS BYTES: replicates as many documents, some with an attachment, from a pouchdb-server that keeps
// everything in memory to a database in memory: no disk at all, so the figure flatters the peer.
const crypto = require('crypto');
const path = require('path');
const { spawn } = require('child_process');
const [pupils, photos, bytes] = process.argv.slice(2).map(Number);
const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-memory'))
  .plugin(require('pouchdb-adapter-http'))
  .plugin(require('pouchdb-replication'));
const port = 15984;
const bin = path.join(process.env.NODE_PATH, 'pouchdb-server', 'bin', 'pouchdb-server');
const server = spawn(process.execPath, [bin, '--in-memory', '--port', port, '--no-stdout-logs'], { cwd: require('os').tmpdir(), stdio: 'ignore' });
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
  const local = new PouchDB('office', { adapter: 'memory' });
  const begin = process.hrtime.bigint();
  const result = await local.replicate.from(remote, { batch_size: 100 });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (result.docs_written !== pupils) throw new Error(`${result.docs_written} documents came`);
  console.log(`PouchDB from pouchdb-server, both in memory          ${seconds.toFixed(2).padStart(6)} s`);
}

main().then(() => { server.kill(); process.exit(0); }, (e) => { console.error(e.message); server.kill(); process.exit(1); });

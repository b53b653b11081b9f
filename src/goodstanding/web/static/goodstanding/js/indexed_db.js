// The one way to IndexedDB. A database is opened for each operation and closed after it, so that no page holds it open; a
// write resolves when it is on the disk.

export function isAvailable() {
  return Boolean(globalThis.indexedDB);
}

// The operations of a database. `stores` maps the names of its object stores to their options. The version is 1: a change
// of `stores` needs a new version and an upgrade that carries the rows over.
export function databaseOf(name, stores) {
  const read = (store, ask) => withDatabase(name, stores, (database) => readFrom(database, store, ask));
  const write = (store, act) => withDatabase(name, stores, (database) => writeTo(database, store, act));
  return {
    get: (store, key) => read(store, (rows) => rows.get(key)),
    all: (store) => read(store, (rows) => rows.getAll()),
    add: (store, row) => write(store, (rows) => rows.add(row)),
    put: (store, row) => write(store, (rows) => rows.put(row)),
    remove: (store, key) => write(store, (rows) => rows.delete(key)),
    clear: (store) => write(store, (rows) => rows.clear()),
  };
}

async function withDatabase(name, stores, act) {
  const database = await open(name, stores);
  try {
    return await act(database);
  } finally {
    database.close();
  }
}

function open(name, stores) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(stores)) opening.result.createObjectStore(store, options);
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

function readFrom(database, store, ask) {
  return new Promise((resolve, reject) => {
    const asked = ask(database.transaction(store).objectStore(store));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function writeTo(database, store, act) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, "readwrite", { durability: "strict" });
    act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

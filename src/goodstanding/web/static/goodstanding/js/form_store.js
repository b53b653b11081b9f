// What a phone stores of forms that were sent without signal, until the server has answered.

import { databaseOf } from "./indexed_db.js";

const FORMS = "waiting";
const database = databaseOf("goodstanding-forms", { [FORMS]: { keyPath: "id" } });

// A form: { id, visit, title, page, address, fields, tries, nextAt, problem }; fields as [name, value], times in milliseconds.
export function allForms() {
  return database.all(FORMS);
}

export function storedForm(id) {
  return database.get(FORMS, id);
}

export function putForm(row) {
  return database.put(FORMS, row);
}

export function removeForm(id) {
  return database.remove(FORMS, id);
}

export function clearForms() {
  return database.clear(FORMS);
}

// What an author writes, and what the interface is given of it.

import { Export } from "./export.js";
import { Rejected, told } from "./failures.js";
import { manifest } from "./offer.js";
import { begun, checked } from "./outputs.js";
import { leave } from "./system.js";

/**
 * What the module exports under the name `exporting`. Each exporter is an object:
 *
 *   name        the format's name: lowercase letters, digits and hyphens
 *   summary     one sentence without a final period
 *   templates   the default templates, by name; a user can give others
 *   settings    a JSON Schema; `$defs.process` is that of a process type's settings
 *   unitNames   whether paths may hold `@`, `:` and `\xNN`, as systemd's do
 *   *export(e)  yields each `file` and each `diagnostic`; see export.js
 */
export function component(name, version, exporters) {
  const offered = manifest(name, version, exporters);
  let exporter, outputs;
  const telling = (what) => {
    try {
      return what();
    } catch (error) {
      throw told(error, exporter?.export);
    }
  };
  return {
    describe: () => offered,
    start(wanted, app, overrides) {
      telling(() => {
        leave();
        exporter = exporters.find((one) => one.name === wanted);
        if (!exporter) throw new Rejected(`the component has no exporter \`${wanted}\``);
        outputs = begun(exporter, exporter.export(new Export(exporter, app, overrides)));
      });
    },
    next: () =>
      telling(() => {
        const { value, done } = outputs.next();
        return done ? null : checked(exporter, value);
      }),
  };
}

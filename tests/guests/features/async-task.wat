;; Tries: use a feature of the engine that no exporter needs (async, task).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core func (canon task.cancel))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))

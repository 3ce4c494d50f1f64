;; Tries: use a feature of the engine that no exporter needs (memory64, tables).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (table i64 1 funcref))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))

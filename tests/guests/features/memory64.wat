;; Tries: use a feature of the engine that no exporter needs (memory64).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (memory i64 1))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))

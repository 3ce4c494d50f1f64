;; Tries: use a feature of the engine that no exporter needs (multi-memory).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (memory 1) (memory 1))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))

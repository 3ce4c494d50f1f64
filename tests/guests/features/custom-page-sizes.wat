;; Tries: use a feature of the engine that no exporter needs (custom page sizes).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (memory 1 (pagesize 1)))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))

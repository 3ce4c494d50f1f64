;; Tries: use a feature of the engine that no exporter needs (async, stream).
;; Ends: refused when it is compiled: the feature is off.

(component
  (type (stream u8))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))

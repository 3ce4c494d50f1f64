;; Tries: use a feature of the engine that no exporter needs (async, backpressure).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core func (canon backpressure.inc))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))

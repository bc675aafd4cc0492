// One layer, y = W x + b, in somebody else's library. Every shim implements these functions and nothing else.
// Inputs and outputs lie feature by feature, samples side by side (inputs x batch, outputs x batch), unless the shim says it takes sample after sample.
#pragma once
#ifdef __cplusplus
extern "C" {
#endif

// 1: samples lie one after the other; 0: side by side.
int peer_takes_samples(void);

// Prepares a layer; null where the library cannot run it. Weights are dense, output by output, zeros included.
void *peer_open(int inputs, int outputs, int batch, const float *weights, const float *bias);

void peer_run(void *layer, const float *x, float *y);

void peer_close(void *layer);

#ifdef __cplusplus
}
#endif

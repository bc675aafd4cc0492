// XNNPACK's sparse inference: a 1 x 1 convolution in channels-first layout, where samples are pixels. Its sparse kernels take no other form.
#include "peer.h"
#include <math.h>
#include <stdlib.h>
#include <xnnpack.h>

typedef struct {
    xnn_operator_t op;
    int batch;
} layer_t;

int peer_takes_samples(void) { return 0; }

void *peer_open(int inputs, int outputs, int batch, const float *weights, const float *bias) {
    if (xnn_initialize(NULL) != xnn_status_success) {
        return NULL;
    }
    xnn_operator_t op = NULL;
    if (xnn_create_convolution2d_nchw_f32(0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, inputs, outputs, inputs, outputs, weights, bias, -INFINITY, INFINITY, 0,
                                          &op) != xnn_status_success) {
        return NULL;
    }
    layer_t *layer = malloc(sizeof *layer);
    *layer = (layer_t){op, batch};
    return layer;
}

void peer_run(void *handle, const float *x, float *y) {
    layer_t *layer = handle;
    xnn_setup_convolution2d_nchw_f32(layer->op, 1, 1, layer->batch, x, y, NULL);
    xnn_run_operator(layer->op, NULL);
}

void peer_close(void *handle) {
    layer_t *layer = handle;
    xnn_delete_operator(layer->op);
    free(layer);
}

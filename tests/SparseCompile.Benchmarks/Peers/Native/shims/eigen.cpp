// Eigen's sparse product: a row-major sparse matrix times a vector, or times a dense matrix of samples.
#include "peer.h"
#include <Eigen/SparseCore>
#include <vector>

namespace {

struct Layer {
    Eigen::SparseMatrix<float, Eigen::RowMajor> weights;
    Eigen::VectorXf bias;
    int batch;
};

} // namespace

int peer_takes_samples(void) { return 1; }

void *peer_open(int inputs, int outputs, int batch, const float *weights, const float *bias) {
    std::vector<Eigen::Triplet<float>> entries;
    for (int row = 0; row < outputs; row++) {
        for (int column = 0; column < inputs; column++) {
            float weight = weights[(size_t)row * inputs + column];
            if (weight != 0) {
                entries.emplace_back(row, column, weight);
            }
        }
    }
    Layer *layer = new Layer{Eigen::SparseMatrix<float, Eigen::RowMajor>(outputs, inputs), Eigen::Map<const Eigen::VectorXf>(bias, outputs), batch};
    layer->weights.setFromTriplets(entries.begin(), entries.end());
    layer->weights.makeCompressed();
    return layer;
}

void peer_run(void *handle, const float *x, float *y) {
    const Layer &layer = *static_cast<Layer *>(handle);
    const auto inputs = layer.weights.cols(), outputs = layer.weights.rows();
    if (layer.batch == 1) {
        Eigen::Map<Eigen::VectorXf> result(y, outputs);
        result = layer.bias;
        result.noalias() += layer.weights * Eigen::Map<const Eigen::VectorXf>(x, inputs);
    } else {
        Eigen::Map<Eigen::MatrixXf> result(y, outputs, layer.batch);
        result.colwise() = layer.bias;
        result.noalias() += layer.weights * Eigen::Map<const Eigen::MatrixXf>(x, inputs, layer.batch);
    }
}

void peer_close(void *handle) { delete static_cast<Layer *>(handle); }

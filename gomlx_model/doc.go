// Package gomlxmodel trains the study's network on GoMLX. The network is a
// small convolutional classifier of MFCCs; one compiled graph runs a whole
// epoch.
//
//	Network, Data → NewEngine → (Epoch)* on a State → Weights → Logits, Measure → Metrics
//
// The entry points, in order of use: [network.Default] is the shape of the
// network, [OpenBackend] chooses what computes, [NewEngine] puts the clips on
// the device, [network.NewWeights] and [network.NewState] begin a training,
// [Engine.Epoch] trains, [Engine.Measure] evaluates, [Engine.Activations] and
// [Engine.InputGradient] look inside, and [network.File] stores weights.
//
// This package links the engine, GoMLX and XLA. What a network is (its shape,
// layers, tensors, weights and random numbers) is in package network, which
// links none.
//
// # Vocabulary
//
// A clip is one recording, by its index in the data. The gradient moves the
// learnt weights, 65,706 in the default network; batch norm collects the moving
// statistics, 608 of them. Both lie flat in [network.Weights], in the order of
// [network.Network.Tensors]. A layer is one unit with weights of its own. The
// default has eleven: three convolutions, three dense layers, and a
// normalisation after each but the last. A frozen layer keeps its weights and
// Adam's moments exactly; a frozen batch norm normalises by its moving
// statistics and keeps them. A gate is a factor on a normalisation's channel.
//
// # The network
//
//	20×20×1 → 3 × [conv 3×3, same, 16/32/64 channels → norm → ReLU
//	               → max-pool 2 → dropout 0.1/0.2/0.3]
//	        → dense 128 → norm → ReLU → dropout 0.4
//	        → dense 64 → norm → ReLU → dropout 0.5 → dense 10
//
// That is the default; a Network may have another input, other blocks, widths
// and classes. Kernels begin Glorot uniform, biases at 0. Batch norm has
// momentum 0.99 and epsilon 0.001; Adam has the rate 0.001, β₁ 0.9, β₂ 0.999
// and ε 1e-7; both follow Keras's rules. The paper's figure of its architecture
// was not available, so these are this study's choices within what the paper's
// text says.
//
// # One graph for everything
//
// Frozen layers, the learning rate of each step, weights of clips, labels, a
// teacher to distil from, gates, and the factors, masks and penalties of
// weights are inputs of the graph and not parts of it. So one compilation for
// each network serves training, every unlearning technique and every method
// (see epoch.go, which is meant to be read). Each kind of evaluation is
// compiled when it is first needed.
//
// # Which results are reproducible, bit for bit
//
// All random numbers come from network.Stream, dropout's from a counter-based
// hash, so they are the same everywhere. On one backend and version, the same
// inputs give the same bits in another process, beside other runs, and on any
// number of cores: XLA is held to one device and one thread. Between backends,
// and between kinds of processors, results agree only as far as float32 allows:
// gradients of a first step within 1e-5 of each tensor's largest entry, weights
// within 1e-3 after ten steps. After an epoch two float32 backends have drifted
// apart by some hundredths, as any two would. On a GPU the order of sums may
// change from run to run, and with it the last bits.
package gomlxmodel

using BrainDae.Benchmarks.Workers;
using BrainDae.Benchmarks.Workloads;
using static TorchSharp.torch;

namespace BrainDae.Benchmarks.Published;

/// <summary>Training iterations with libtorch's own operations and optimiser, noise drawn between iterations, no allocator settings.</summary>
internal sealed class PublishedTraining : IWorkload
{
    private readonly PlainUNet network;
    private readonly optim.Optimizer optimizer;
    private readonly StoredSlices stored;
    private readonly int batch;
    private readonly int iterations;
    private int next;

    public PublishedTraining(Settings settings)
    {
        set_num_threads(Environment.ProcessorCount);
        (batch, iterations) = (settings.Int("batch"), settings.Int("iterations"));
        stored = new(settings["data"]);
        network = new(seed: 1);
        optimizer = optim.Adam(network.Parameters, lr: 1e-4, weight_decay: 1e-5, amsgrad: true);
    }

    public double Run()
    {
        var loss = 0.0;
        for (var i = 0; i < iterations; i++)
        {
            loss = Iterate();
        }

        return loss;
    }

    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
        stored.Dispose();
    }

    private double Iterate()
    {
        using var scope = NewDisposeScope();
        var clean = tensor(stored.Take(next, batch), [batch, 4, 128, 128]);
        next += batch;
        var mask = clean.sum(1, keepdim: true).gt(0.01).to(ScalarType.Float32);
        var noise = nn.functional.interpolate(randn(batch, 4, 16, 16) * 0.2, [128, 128], mode: InterpolationMode.Bilinear, align_corners: true);
        noise = noise.roll([next % 128, next * 31 % 128], [-2, -1]);
        optimizer.zero_grad();
        var loss = ((network.Forward(clean + noise * mask) - clean) * mask).pow(2).mean();
        loss.backward();
        nn.utils.clip_grad_norm_(network.Parameters, 0.5);
        optimizer.step();
        return loss.item<float>();
    }
}

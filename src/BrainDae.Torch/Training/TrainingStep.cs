using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.TrainingLog;
using BrainDae.Torch.Network;
using BrainDae.Torch.Network.Normalization;
using BrainDae.Torch.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace BrainDae.Torch.Training;

/// <summary>What the network computes on one batch: a step of training, or a loss to validate with.</summary>
internal static class TrainingStep
{
    /// <summary>Takes one optimiser step.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.TrainingDiverged"/>: the loss is no finite number; the parameters are as before the step.</exception>
    public static IterationReport Run(TrainingState state, TrainingBatch batch, TrainingOptions options, long iteration, double learningRate, TorchRuntime runtime)
    {
        using var turn = runtime.TakeTurn();
        using var scope = NewDisposeScope();
        state.Network.zero_grad();
        var (loss, lesion) = Loss(state.Network, batch, options, runtime);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            throw new BrainDaeException(FailureKind.TrainingDiverged, $"Training stopped: the loss of iteration {iteration} is {value}. The last good checkpoint is kept; lower {new OptionName("LearningRate")} or check the data for extreme intensities.");
        }

        loss.backward();
        ChannelsLastGroupNorm.LetGo();
        var norm = nn.utils.clip_grad_norm_(state.Network.parameters(), options.ClipNorm);
        state.Optimizer.Step(learningRate);
        state.Average?.Add(state.Optimizer.Steps);
        return new(iteration, value, learningRate, norm) { LesionLoss = lesion?.item<float>() };
    }

    /// <summary>The loss of a batch without learning from it.</summary>
    public static BatchLoss Validate(TrainingState state, TrainingBatch batch, TrainingOptions options, TorchRuntime runtime)
    {
        using var turn = runtime.TakeTurn();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (loss, lesion) = Loss(state.Model, batch, options, runtime);
        return new(loss.item<float>(), lesion?.item<float>());
    }

    private static (Tensor Total, Tensor? Lesion) Loss(DenoisingNetwork network, TrainingBatch batch, TrainingOptions options, TorchRuntime runtime)
    {
        var (output, logits) = network.ForwardBoth(batch.Noisy.to(runtime.Device));
        var mask = batch.Mask.to(runtime.Device);
        var denoising = DenoisingLoss.Of(output, batch.Clean.to(runtime.Device), mask);
        if (logits is null || batch.Lesion is null)
        {
            return (denoising, null);
        }

        var lesion = LesionLosses.Of(options.Lesions.Loss, logits, batch.Lesion.to(runtime.Device), mask);
        using var weight = options.Lesions.LossWeight.ToScalar();
        return (denoising.add(lesion, alpha: weight), lesion);
    }
}

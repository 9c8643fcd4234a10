using BrainDae.Files;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Method.Scoring;
using BrainDae.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace BrainDae.Onnx;

/// <summary>Runs a trained network over slices with ONNX Runtime, in single precision. The graph is made from the model in memory: no file is written, and none of others is read.</summary>
public sealed class OnnxReconstructor : WindowedReconstructor
{
    private readonly InferenceSession session;
    private readonly RunOptions run = new();

    private OnnxReconstructor(InferenceSession session, TrainingOptions training, OnnxOptions options, int batchSize)
        : base(training.Network, TrainedWindow(training), batchSize, onProcessor: options.CudaDevice is null) => this.session = session;

    /// <summary>Whether this program and machine have what <see cref="OnnxOptions.CudaDevice"/> needs of ONNX Runtime.</summary>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.DeviceUnavailable"/>: ONNX Runtime cannot be loaded.</exception>
    public static bool HasCuda => Loaded(() => OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"));

    /// <inheritdoc/>
    public override string Runtime => "onnx";

    /// <inheritdoc/>
    public override NetworkPrecision Precision => NetworkPrecision.Float32;

    /// <summary>A model's network, ready to reconstruct.</summary>
    /// <param name="model">The model; may be closed afterwards.</param>
    /// <param name="options">Where and how to compute; null for the processor.</param>
    /// <param name="batchSize">Slices at a time, 1 or more.</param>
    /// <exception cref="BrainDaeException">The file does not hold the network of its manifest, or ONNX Runtime or the device is not there.</exception>
    public static OnnxReconstructor Load(ModelFile model, OnnxOptions? options = null, int batchSize = 16)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        options ??= new();
        BrainDaeException.Refuse(OptionFault.Unless(options.Threads >= 0, options.Threads, "must be 0 (all processors) or more", nameof(options.Threads)));

        var graph = NetworkGraph.Of(model).ToModel([]).ToArray();
        return new(Loaded(() => Session(graph, options)), model.Manifest.Options, options, batchSize);
    }

    /// <inheritdoc/>
    protected override void Forward(NetworkBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (count, x, y) = (batch.Count, batch.Window.X, batch.Window.Y);
        using var images = OrtValue.CreateTensorValueFromMemory(batch.Input, [count, batch.InputChannels, x, y]);
        using var reconstruction = OrtValue.CreateTensorValueFromMemory(batch.Reconstruction, [count, batch.Channels, x, y]);
        if (batch.LesionProbability.Length == 0)
        {
            session.Run(run, [NetworkGraph.Images], [images], [NetworkGraph.Reconstruction], [reconstruction]);
            return;
        }

        using var lesion = OrtValue.CreateTensorValueFromMemory(batch.LesionProbability, [count, x, y]);
        session.Run(run, [NetworkGraph.Images], [images], [NetworkGraph.Reconstruction, NetworkGraph.LesionProbability], [reconstruction, lesion]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            run.Dispose();
            session.Dispose();
        }
    }

    private static InferenceSession Session(byte[] graph, OnnxOptions options)
    {
        using var settings = new SessionOptions
        {
            IntraOpNumThreads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Threads that spin while they wait slow down whatever else the machine does.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (options.CudaDevice is { } device)
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new() { ["device_id"] = device.ToString(System.Globalization.CultureInfo.InvariantCulture), ["use_tf32"] = "0" });
            settings.AppendExecutionProvider_CUDA(cuda);
        }

        return new(graph, settings);
    }

    private static T Loaded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException or OnnxRuntimeException)
        {
            throw new BrainDaeException(
                FailureKind.DeviceUnavailable,
                $"ONNX Runtime or its {new OptionName("device")} is not available ({e.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.')}). Reference Microsoft.ML.OnnxRuntime in the program, or Microsoft.ML.OnnxRuntime.Gpu for CUDA, and use {new OptionName("device")} cpu where there is none.",
                e);
        }
    }
}

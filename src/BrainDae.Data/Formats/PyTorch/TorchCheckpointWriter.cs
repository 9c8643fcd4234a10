using BrainDae.Files;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// Writes a checkpoint as the published implementation does (zip and pickle, its keys), of operations and names that
/// `torch.load(weights_only=True)` takes: model_class is the class's name as text, which is what published files hold.
/// The same checkpoint gives the same bytes.
/// </summary>
public static class TorchCheckpointWriter
{
    private const string Folder = "checkpoint";
    private const string ModelClass = "UNet";

    // Headers of some thousand entries need far less.
    private const long Largest = uint.MaxValue - (1 << 24);

    /// <summary>Writes a checkpoint in one atomic step.</summary>
    /// <param name="path">The .pt file; replaced where it is there.</param>
    /// <param name="checkpoint">F32 tensors; what it does not say is written as 0, an optimiser that it lacks is left out.</param>
    /// <exception cref="BrainDaeException"><see cref="FailureKind.OutputNotWritable"/>; the file that was there is kept.</exception>
    public static void Write(string path, TorchCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var (pickle, storages) = Pickle(checkpoint);
        if (storages.Sum(storage => (long)storage.Length) > Largest)
        {
            throw BrainDaeException.NotWritable($"{path}: weights and optimiser state have more than 4 GiB, and this version writes smaller checkpoints only. Use the model's own file, which Python's safetensors reads.");
        }

        AtomicFile.Write(path, stream =>
        {
            using var zip = new AlignedZip(stream);
            zip.Add($"{Folder}/data.pkl", pickle.Span);
            zip.Add($"{Folder}/byteorder", "little"u8);
            for (var i = 0; i < storages.Count; i++)
            {
                zip.Add($"{Folder}/data/{i}", storages[i].Span);
            }

            zip.Add($"{Folder}/version", "3\n"u8);
            zip.End();
        });
    }

    private static (ReadOnlyMemory<byte> Pickle, List<ReadOnlyMemory<byte>> Storages) Pickle(TorchCheckpoint checkpoint)
    {
        var pickle = new PickleWriter();
        var tensors = new TorchTensorWriter(pickle);
        pickle.Dictionary(() =>
        {
            pickle.Text(TorchKeys.Epochs);
            pickle.Integer(checkpoint.Epochs ?? 0);
            pickle.Text(TorchKeys.Iterations);
            pickle.Integer(checkpoint.Iterations ?? 0);
            pickle.Text(TorchKeys.Parameters);
            pickle.OrderedDictionary(() =>
            {
                foreach (var parameter in checkpoint.Parameters)
                {
                    pickle.Text(parameter.Name);
                    tensors.Write(parameter.Shape, parameter.Data);
                }
            });
            pickle.Text(TorchKeys.Class);
            pickle.Text(ModelClass);
            if (checkpoint.Optimizer is { } optimizer)
            {
                pickle.Text(TorchKeys.Optimizer);
                pickle.Dictionary(() => TorchAdamWriter.Write(optimizer, checkpoint.Parameters.Length, pickle, tensors));
            }

            pickle.Text(TorchKeys.Value);
            pickle.Float(checkpoint.Value ?? 0);
        });
        return (pickle.End(), tensors.Storages);
    }
}

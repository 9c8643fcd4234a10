using BrainDae.Benchmarks.Workers;
using BrainDae.Data.Slices;
using BrainDae.Method.Models;

namespace BrainDae.Benchmarks.Workloads;

/// <summary>One pass of a model's network over slices from the middle of a patient.</summary>
internal abstract class NetworkPass : IWorkload
{
    private readonly float[] images;

    protected NetworkPass(Settings settings)
    {
        var count = settings.Int("batch");
        using var store = SliceStore.Open(settings["data"]);
        var patient = store.Get(store.Patients[0]).ToPatientSlices();
        var elements = patient.Modalities.Count * patient.Size * patient.Size;
        images = [.. Enumerable.Range(0, count).SelectMany(i => patient.Images.Slice((patient.Count / 2 + i) % patient.Count * elements, elements).ToArray())];
        Shape = [count, patient.Modalities.Count, patient.Size, patient.Size];
    }

    /// <summary>[slice, modality, x, y].</summary>
    protected long[] Shape { get; }

    public double Run() => Reconstruct(images).Average(value => (double)value);

    public abstract void Dispose();

    protected abstract float[] Reconstruct(float[] input);

    /// <summary>Hands over the model that the settings ask for.</summary>
    protected static T FromModel<T>(Settings settings, Func<ModelFile, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("braindae-bench-").FullName;
        try
        {
            using var model = TrialModel.Create(folder, settings).Open();
            return use(model);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

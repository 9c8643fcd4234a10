using BrainDae.Files;
using BrainDae.Method.Network;
using BrainDae.TestModels;

namespace BrainDae.Onnx.Tests;

public sealed class OnnxReconstructorTests
{
    private const int Size = 32;

    public static TheoryData<int, int, bool, int> Shapes => new()
    {
        { 4, 2, false, 0 },
        { 4, 3, true, 0 },
        { 3, 16, true, 16 },
        { 1, 8, false, 16 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Both_outputs_are_those_of_libtorch(int depth, int baseChannels, bool lesions, int crop)
    {
        using var model = new RandomModel(new UNetOptions { BaseChannels = baseChannels, Depth = depth, LesionOutput = lesions }, crop, crop);
        var images = Brains.Images(5, Size);
        using var torch = TestModel.Load(model.File);
        using var onnx = OnnxReconstructor.Load(model.File, new() { Threads = 1 });

        var expected = Run(torch, images);
        var actual = Run(onnx, images);

        Assert.Equal(lesions, onnx.HasLesionOutput);
        Assert.All(expected.Reconstruction.Zip(actual.Reconstruction), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(expected.Lesion.Zip(actual.Lesion), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains(expected.Reconstruction.Zip(images), pair => pair.First != pair.Second);
        Assert.Equal(lesions, expected.Lesion.Any(value => value > 0));
    }

    public static TheoryData<string> Kinds => [.. Networks.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_network_has_its_graph(string name)
    {
        using var model = new RandomModel((LevelOptions)Networks.Create(name) with { BaseChannels = 4, Depth = 3, LesionOutput = true }, 16, 16);
        var images = Brains.Images(5, Size);
        using var torch = TestModel.Load(model.File);
        using var onnx = OnnxReconstructor.Load(model.File, new() { Threads = 1 });

        var expected = Run(torch, images);
        var actual = Run(onnx, images);

        Assert.All(expected.Reconstruction.Zip(actual.Reconstruction), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(expected.Lesion.Zip(actual.Lesion), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.True(OnnxExport.Network(model.File).Length > 1000);
    }

    [Fact]
    public void Slice_alone_and_in_its_volume_is_the_same_bit_for_bit()
    {
        const int Slices = 8;
        using var model = new RandomModel(new UNetOptions { BaseChannels = 4, Depth = 3, LesionOutput = true }, 16, 16);
        var images = Brains.Images(Slices, Size);
        using var onnx = OnnxReconstructor.Load(model.File, new() { Threads = 1 }, batchSize: 3);

        var (volume, lesion) = Run(onnx, images);

        var elements = images.Length / Slices;
        for (var slice = 0; slice < Slices; slice++)
        {
            var alone = Run(onnx, images[(slice * elements)..((slice + 1) * elements)]);
            Assert.Equal(volume.AsSpan(slice * elements, elements).ToArray(), alone.Reconstruction);
            Assert.Equal(lesion.AsSpan(slice * Size * Size, Size * Size).ToArray(), alone.Lesion);
        }
    }

    [Fact]
    public void Model_without_its_parameters_is_refused_as_by_libtorch()
    {
        using var model = new RandomModel(new UNetOptions { BaseChannels = 2, Depth = 2 });
        model.File.Dispose();
        CheckpointFile.Rewrite(model.Path, tensors => tensors.Where(tensor => tensor.Name != "last.bias"));
        using var damaged = Method.Models.ModelFile.Open(model.Path);

        var onnx = Assert.Throws<BrainDaeException>(() => OnnxReconstructor.Load(damaged));
        var torch = Assert.Throws<BrainDaeException>(() => TestModel.Load(damaged));

        Assert.Equal(torch.Message, onnx.Message);
        Assert.Contains("'last.bias'", onnx.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_that_is_not_there_is_an_expected_failure()
    {
        Assert.SkipWhen(OnnxReconstructor.HasCuda, "this build of ONNX Runtime has CUDA");
        using var model = new RandomModel(new UNetOptions { BaseChannels = 2, Depth = 2 });

        var failure = Assert.Throws<BrainDaeException>(() => OnnxReconstructor.Load(model.File, new() { CudaDevice = 0 }));

        Assert.Equal(FailureKind.DeviceUnavailable, failure.Kind);
    }

    private static (float[] Reconstruction, float[] Lesion) Run(Method.Scoring.IReconstructor reconstructor, float[] images)
    {
        var (reconstruction, lesion) = (new float[images.Length], new float[reconstructor.HasLesionOutput ? images.Length / 4 : 0]);
        reconstructor.Run(images, reconstruction, lesion, Size, TestContext.Current.CancellationToken);
        return (reconstruction, lesion);
    }
}

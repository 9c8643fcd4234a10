using BrainDae.TestData;

namespace BrainDae.TestModels;

/// <summary>The network and the optimiser step in PyTorch itself, written after the method's description, for cross-checks where Python has it.</summary>
public static class PublishedNetwork
{
    /// <summary>Why no cross-check is possible here, or null.</summary>
    public static string? Missing { get; } = SystemPython.Has("torch, numpy") ? null : "/usr/bin/python3 has no PyTorch or NumPy";

    /// <summary>
    /// Makes torch.load(weights_only=True) of PyTorch 1.13 take floats, as every later version does: it could not even
    /// read its own optimisers' states.
    /// </summary>
    public const string WeightsOnly = """
        import inspect, torch, torch._weights_only_unpickler as unpickler
        if 'BINFLOAT' not in vars(unpickler):
            source, place = inspect.getsource(unpickler), '            elif key[0] == BINUNICODE[0]:'
            assert place in source
            exec(source.replace(place, "            elif key[0] == 71: self.append(unpack('>d', self.read(8))[0])\n" + place), vars(unpickler))

        """;

    private const string Network = """
        import sys, numpy, torch
        from torch import nn
        from torch.nn import functional as F

        class Standardized(nn.Conv2d):
            def forward(self, x):
                w = self.weight - self.weight.mean((1, 2, 3), keepdim=True)
                return F.conv2d(x, w / (self.weight.std((1, 2, 3), keepdim=True) + 1e-5), self.bias)

        def norm(channels):
            divisors = [d for d in range(1, channels + 1) if channels % d == 0]
            return nn.GroupNorm(divisors[len(divisors) // 2], channels)

        class Block(nn.Module):
            def __init__(self, a, b):
                super().__init__()
                layers = []
                for c in (a, b):
                    layers += [nn.ReflectionPad2d(1), Standardized(c, b, 3), nn.SiLU(), norm(b)]
                # Swish is applied before the norm; positions 1, 3, 5, 7 carry the parameters.
                self.block = nn.ModuleDict({'1': layers[1], '3': layers[3], '5': layers[5], '7': layers[7]})

            def forward(self, x):
                for convolution, group in (('1', '3'), ('5', '7')):
                    x = self.block[group](F.silu(self.block[convolution](F.pad(x, (1, 1, 1, 1), 'reflect'))))
                return x

        class Up(nn.Module):
            def __init__(self, a, b):
                super().__init__()
                self.up, self.conv_block = nn.ConvTranspose2d(a, b, 2, 2), Block(2 * b, b)

            def forward(self, x, skip):
                return self.conv_block(torch.cat([self.up(x), skip], 1))

        class UNet(nn.Module):
            def __init__(self, channels, base, depth):
                super().__init__()
                widths = [base << level for level in range(depth)]
                self.down_path = nn.ModuleList([Block(a, b) for a, b in zip([channels] + widths, widths)])
                self.up_path = nn.ModuleList([Up(b, a) for a, b in reversed(list(zip(widths, widths[1:])))])
                self.last = nn.Conv2d(base, channels, 1)

            def forward(self, x):
                skips = []
                for level, block in enumerate(self.down_path):
                    x = block(F.avg_pool2d(x, 2) if level else x)
                    skips.append(x)
                skips.pop()
                for up in self.up_path:
                    x = up(x, skips.pop())
                return self.last(x)

        torch.set_num_threads(1)
        saved = torch.load(sys.argv[1], weights_only=True)
        network = UNet(4, 4, 4)
        network.load_state_dict(saved['model_state_dict'])
        noisy, clean = (torch.tensor(numpy.load(f'{sys.argv[2]}/unet/{name}.npy')) for name in ('noisy', 'clean'))
        output = network(noisy)

        """;

    private const string Step = """
        adam = torch.optim.Adam(network.parameters(), lr=1e-4, weight_decay=1e-5, amsgrad=True)
        adam.load_state_dict(saved['optimiser_state_dict'])
        mask = (clean.sum(1, keepdim=True) > 0.01).float()
        (((output - clean) * mask) ** 2).mean().backward()
        nn.utils.clip_grad_norm_(network.parameters(), 0.5)
        for group in adam.param_groups:
            group['lr'] = 1e-4
        adam.step()
        for name, parameter in network.named_parameters():
            numpy.save(f'{sys.argv[3]}/{name}.npy', parameter.detach().numpy())
        """;

    /// <summary>Loads a checkpoint of the golden network's shape and saves its output for golden/unet/noisy.npy as output.npy.</summary>
    public static void WriteOutput(string checkpoint, string folder) =>
        SystemPython.Run(WeightsOnly + Network + "numpy.save(f'{sys.argv[3]}/output.npy', output.detach().numpy())", checkpoint, TestFiles.Golden(), folder);

    /// <summary>Loads a checkpoint of the golden network's shape, takes the optimiser's next step on the golden batch, and saves each parameter as NAME.npy.</summary>
    public static void WriteNextStep(string checkpoint, string folder) =>
        SystemPython.Run(WeightsOnly + Network + Step, checkpoint, TestFiles.Golden(), folder);
}
